export const data = { permalink: "/index.html", eleventyExcludeFromCollections: true };

export const render = () => `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>https://forum.example/de/</title>
<link rel="canonical" href="https://forum.example/de/">
<meta http-equiv="refresh" content="0; url=/de/">
</head>
</html>
`;
