// Reloads the page after the site has been rebuilt. While the search index is being written, shows a
// notice on the search page. Only the local server adds this file to pages.
"use strict";

(() => {
  const version = document.currentScript?.dataset.version;
  /** @type {EventSource | null} */
  let source = null;

  // The server answers requests for the index once it matches the pages, so results need no reload.
  const notice = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-updating]"));
  /** @param {boolean} isUpdating */
  const showNotice = (isUpdating) => {
    if (notice !== null) notice.hidden = !isUpdating;
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
        else showNotice(updating !== undefined);
      });
    } else if (!seen && source !== null) {
      source.close();
      source = null;
    }
  };

  document.addEventListener("visibilitychange", listen);
  listen();
})();
