// Reloads the page after the site has been rebuilt, and says on the search page while the search
// index is being written. Only the local server adds this file.
"use strict";

(() => {
  const version = document.currentScript?.dataset.version;
  /** @type {EventSource | null} */
  let source = null;

  // The server answers requests for the index once it matches the pages, so results need no reload.
  const notice = document.createElement("p");
  notice.className = "note";
  notice.setAttribute("role", "status");
  notice.hidden = true;
  document.querySelector("[data-search-results]")?.before(notice);
  /** @param {boolean} isUpdating */
  const say = (isUpdating) => {
    notice.hidden = !isUpdating;
    notice.textContent = isUpdating ? "The search index is being updated. Results will follow." : "";
  };

  // A browser allows few connections to one host, so a hidden page closes its own. When the page is
  // shown again, the server first sends its version, so that no change is missed.
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
