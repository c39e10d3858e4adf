/** The page of a picture: one script and one style sheet of the extension, and nothing else. */
export interface PictureFiles {
  readonly script: string;
  readonly style: string;
  /** `webview.cspSource`. */
  readonly source: string;
  /** New for each page. */
  readonly nonce: string;
}

export function pictureHtml({ script, style, source, nonce }: PictureFiles): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${attribute(style)}">
<title>PersonaPack</title>
</head>
<body>
<script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
