// @ts-check
// The shortlist: a button on every practice, and a link to compare those chosen. Without storage it
// lasts as long as the page. Indented with tabs, since every page of a practice loads it.

const MOST = 4;
const bar = /** @type {HTMLElement | null} */ (document.querySelector("[data-shortlist]"));

/** @param {HTMLElement} bar */
function start(bar) {
	const key = `crosstown.shortlist:${bar.dataset.root}`;
	const link = /** @type {HTMLAnchorElement} */ (bar.querySelector("a"));
	const status = /** @type {HTMLElement} */ (bar.querySelector("[role=status]"));
	const text = link.textContent ?? "";
	const to = link.pathname;
	const isCompare = location.pathname === to;
	/** @type {Map<HTMLButtonElement, string>} */
	const buttons = new Map();
	let memory = [""].slice(1);

	function read() {
		try {
			const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
			memory = Array.isArray(kept) ? kept.filter((one) => typeof one === "string" && /^[a-z0-9-]+$/.test(one)) : [];
		} catch {}
		return [...new Set(memory)].slice(0, MOST);
	}

	/** @param {string[]} slugs */
	function keep(slugs) {
		memory = slugs;
		try {
			localStorage.setItem(key, JSON.stringify(slugs));
		} catch {}
		show();
	}

	function show() {
		const slugs = read();
		for (const [button, slug] of buttons) {
			const chosen = slugs.includes(slug);
			button.setAttribute("aria-pressed", String(chosen));
			button.firstChild?.replaceWith((chosen ? bar.dataset.added : bar.dataset.add) ?? "");
		}
		bar.hidden = slugs.length === 0 || isCompare;
		link.textContent = text.replace("#", String(slugs.length));
		link.href = `${to}?p=${slugs.join(",")}`;
	}

	/** @param {Element | null} place @param {string} address @param {string} title */
	function add(place, address, title) {
		const slug = /\/practices\/([a-z0-9-]+)\/$/.exec(address)?.[1];
		if (!place || !slug || place.querySelector(".shortlist-button")) return;
		const button = document.createElement("button");
		const name = document.createElement("span");
		name.className = "visually-hidden";
		name.textContent = `: ${title}`;
		button.type = "button";
		button.className = "shortlist-button";
		button.append(" ", name);
		button.addEventListener("click", () => {
			const slugs = read();
			const full = !slugs.includes(slug) && slugs.length >= MOST;
			status.textContent = full ? (bar.dataset.full ?? "") : "";
			if (!full) keep(slugs.includes(slug) ? slugs.filter((one) => one !== slug) : [...slugs, slug]);
		});
		buttons.set(button, slug);
		place.append(button);
	}

	function fill() {
		for (const button of buttons.keys()) if (!button.isConnected) buttons.delete(button);
		for (const item of document.querySelectorAll(".card, .card-line, [data-search-hit^='practices/']")) {
			const title = item.querySelector("h2 a, h3 a, h4 a");
			if (title instanceof HTMLAnchorElement) add(item, title.pathname, title.textContent ?? "");
		}
		show();
	}

	const head = document.querySelector(".record__shortlist");
	add(head, location.pathname, document.querySelector("h1")?.textContent ?? "");
	fill();
	const hits = document.querySelector("[data-search-results]");
	if (hits) new MutationObserver(fill).observe(hits, { childList: true });
	bar.querySelector("button")?.addEventListener("click", () => {
		status.textContent = "";
		keep([]);
		document.querySelector("main")?.focus();
	});
	addEventListener("storage", show);
	addEventListener("pageshow", show);
}

if (bar) start(bar);
