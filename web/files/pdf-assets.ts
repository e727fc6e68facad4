/** Where the files that pdf.js asks for by name are served from. */
export const PDF_ASSETS = '/pdf/'
