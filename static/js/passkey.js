// The passkey button needs JavaScript and a browser that knows passkeys. What goes wrong is told in words on the page.

if (window.PublicKeyCredential) document.getElementById("passkey").hidden = false;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey_failed").hidden = false;
});
