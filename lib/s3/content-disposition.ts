/** Types that no browser would run even if it rendered them; anything else is downloaded as plain bytes. */
const INERT =
  /^(application\/(pdf|json|zip|gzip|dicom|octet-stream|parquet|x-tar|vnd\.[a-z0-9.+-]+)|text\/(plain|csv)|image\/(png|jpeg|gif|webp|tiff)|audio\/[a-z0-9.+-]+|video\/[a-z0-9.+-]+)$/;

/** A content type that is safe to answer a download with: the stored one when it is inert, else octet-stream. */
export function toDownloadType(stored: string | null): string {
  const type = stored?.split(";")[0]?.trim().toLowerCase() ?? "";
  return INERT.test(type) && !type.endsWith("+xml") ? type : "application/octet-stream";
}

/** An attachment header for any file name at all: ASCII for old clients, then UTF-8 (RFC 6266, RFC 8187). */
export function toAttachment(name: string): string {
  const ascii = name.replace(/[^\u0020-\u007e]|["\\%]/gu, "_");
  const utf8 = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
