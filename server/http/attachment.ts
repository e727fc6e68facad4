/** The header that makes a browser keep what it gets under this name (RFC 6266), and never show it. */
export function attachment(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
  return `attachment; filename="file"; filename*=UTF-8''${encoded}`
}
