// Reloads the page when the site has been built anew. Only the local server adds this file.
"use strict";

(() => {
  const { version } = document.currentScript.dataset;
  let source = null;

  // A browser keeps few connections to one host, so a page that nobody sees gives its own back.
  // When the page is seen again the server first says its version, so no change is missed.
  const listen = () => {
    const seen = document.visibilityState === "visible";
    if (seen && source === null) {
      source = new EventSource("/_crosstown/events");
      source.addEventListener("version", (event) => {
        if (event.data !== version) window.location.reload();
      });
    } else if (!seen && source !== null) {
      source.close();
      source = null;
    }
  };

  document.addEventListener("visibilitychange", listen);
  listen();
})();
