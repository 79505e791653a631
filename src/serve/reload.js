// Reloads the page when the site has been built anew, and says on the search page while the search
// index is being written. Only the local server adds this file.
"use strict";

(() => {
  const { version } = document.currentScript.dataset;
  let source = null;

  // The server answers requests for the index once it is that of the pages: results then come by
  // themselves.
  const notice = document.createElement("p");
  notice.className = "note";
  notice.setAttribute("role", "status");
  notice.hidden = true;
  document.querySelector("[data-search-results]")?.before(notice);
  const say = (isUpdating) => {
    notice.hidden = !isUpdating;
    notice.textContent = isUpdating ? "The search index is being updated. Results will follow." : "";
  };

  // A browser keeps few connections to one host, so a page that nobody sees gives its own back.
  // When the page is seen again the server first says its version, so no change is missed.
  const listen = () => {
    const seen = document.visibilityState === "visible";
    if (seen && source === null) {
      source = new EventSource("/_crosstown/events");
      source.addEventListener("version", (event) => {
        const [current, updating] = event.data.split(" ");
        if (current !== version) window.location.reload();
        else say(updating !== undefined);
      });
    } else if (!seen && source !== null) {
      source.close();
      source = null;
    }
  };

  document.addEventListener("visibilitychange", listen);
  listen();
})();
