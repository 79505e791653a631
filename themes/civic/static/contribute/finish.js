// @ts-check
// The ways in which a record leaves the form: as a file, by mail, or as a new file of the repository.
// Nothing is sent from here: each opens something in which the reader sees all of it.

/** Most characters of an address that mail programs take. */
const LONGEST_MAIL = 1900;
/** Most characters of an address that hosts of repositories take. */
const LONGEST_PAGE = 6000;

/** The name of a file without its folders. @param {string} path */
export const nameOf = (path) => path.split("/").pop() ?? path;

/** Hands the reader a file. @param {string} path @param {string} text */
export function download(path, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  link.download = nameOf(path);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/**
 * The address that opens a mail with the record in it, or without it if it is too long.
 * @param {string} mailbox @param {string} subject @param {string} text
 * @param {string} attach what the mail says if the record has to be attached
 */
export function mail(mailbox, subject, text, attach) {
  const address = (/** @type {string} */ body) =>
    `mailto:${mailbox}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}`;
  const whole = address(text);
  return whole.length > LONGEST_MAIL ? { address: address(attach), whole: false } : { address: whole, whole: true };
}

/**
 * The address of the repository's page for a new file, with the record filled in unless it is too
 * long.
 * @param {string} page ends in the branch and a slash @param {string} path @param {string} text
 */
export function newFile(page, path, text) {
  const gitlab = page.includes("/-/new/");
  const folder = path.slice(0, -nameOf(path).length - 1);
  const [name, content] = gitlab ? ["file_name", "content"] : ["filename", "value"];
  const file = gitlab ? path : nameOf(path);
  const address = `${page}${gitlab ? "" : folder}?${name}=${encodeURIComponent(file)}`;
  const whole = `${address}&${content}=${encodeURIComponent(text)}`;
  return whole.length > LONGEST_PAGE ? { address, whole: false } : { address: whole, whole: true };
}
