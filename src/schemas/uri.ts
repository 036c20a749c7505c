// Not allowed in a URI unless percent-encoded (RFC 3986, 2).
const forbidden = new Set(' "<>\\^`{|}');

const isLetter = (char: string): boolean => (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');
const isDigit = (char: string): boolean => char >= '0' && char <= '9';
const isHex = (char: string | undefined): boolean =>
  char !== undefined && (isDigit(char) || (char >= 'a' && char <= 'f') || (char >= 'A' && char <= 'F'));

/** Whether a text is an absolute URI: a scheme, and only characters that RFC 3986 allows. Linear in its length. */
export function isUri(text: string): boolean {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1 || !isLetter(text.charAt(0))) return false;
  for (let index = 1; index < colon; index += 1) {
    const char = text.charAt(index);
    if (!isLetter(char) && !isDigit(char) && char !== '+' && char !== '-' && char !== '.') return false;
  }
  for (let index = colon + 1; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char <= ' ' || char > '~' || forbidden.has(char)) return false;
    if (char === '%' && !(isHex(text[index + 1]) && isHex(text[index + 2]))) return false;
  }
  return true;
}
