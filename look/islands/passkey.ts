/** Has the device make a passkey or sign with one, puts the answer into the form and sends it. */
type Made = PublicKeyCredentialCreationOptionsJSON;
type Signed = PublicKeyCredentialRequestOptionsJSON;

export default function passkey(form: HTMLElement): void {
  const answer = form.querySelector<HTMLInputElement>("input[name=answer]");
  const failed = form.querySelector<HTMLElement>("[data-failed]");
  const ask = form.dataset.ask;
  const known = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;
  if (!(form instanceof HTMLFormElement) || !answer || !failed || !ask || !known) return;
  form.hidden = false;

  form.addEventListener("submit", (event) => {
    if (answer.value) return;
    event.preventDefault();
    failed.hidden = true;
    void asked(form, ask).then(
      (signature) => {
        answer.value = signature;
        form.requestSubmit();
      },
      () => (failed.hidden = false),
    );
  });
  addEventListener("pageshow", () => (answer.value = ""));
  form.dataset.awake = "";
}

/** What the device makes of what it is asked, as JSON. Whoever is asked to make a key is named in it. */
async function asked(form: HTMLFormElement, ask: string): Promise<string> {
  const answer = await fetch(ask, { method: "POST", body: new FormData(form) });
  if (!answer.ok) throw new Error(answer.statusText);
  const options = (await answer.json()) as Made | Signed;
  const made = await ("user" in options
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
  if (!(made instanceof PublicKeyCredential)) throw new Error("no passkey");
  return JSON.stringify(made);
}
