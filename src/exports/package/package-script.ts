/**
 * The script of a package's page: hashes the files of the folder that the reader chooses and compares them with the manifest;
 * verifies the signature where the browser knows Ed25519. It asks no network, and runs where no secure context is given
 * (`file:`), which is why SHA-256 (FIPS 180-4) stands in it.
 */
export const packageScript = `"use strict";
const K = new Uint32Array(64), H0 = new Uint32Array(8);
(() => {
  // The first 32 bits of the fractional parts of the roots of the first primes.
  const root = (p, power) => { const r = Math.pow(p, power); return Math.floor((r - Math.floor(r)) * 4294967296) >>> 0; };
  for (let p = 2, n = 0; n < 64; p++) {
    let prime = true;
    for (let d = 2; d * d <= p; d++) if (p % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (n < 8) H0[n] = root(p, 1 / 2);
    K[n++] = root(p, 1 / 3);
  }
})();
class Sha256 {
  constructor() { this.h = Uint32Array.from(H0); this.rest = new Uint8Array(0); this.length = 0; this.w = new Uint32Array(64); }
  update(bytes) {
    this.length += bytes.length;
    let data = bytes;
    if (this.rest.length > 0) { data = new Uint8Array(this.rest.length + bytes.length); data.set(this.rest); data.set(bytes, this.rest.length); }
    let at = 0;
    for (; at + 64 <= data.length; at += 64) this.block(data, at);
    this.rest = data.slice(at);
    return this;
  }
  block(d, o) {
    const w = this.w, h = this.h;
    for (let i = 0; i < 16; i++, o += 4) w[i] = (d[o] << 24) | (d[o + 1] << 16) | (d[o + 2] << 8) | d[o + 3];
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = (w[i - 16] + ((a >>> 7 | a << 25) ^ (a >>> 18 | a << 14) ^ (a >>> 3)) + w[i - 7] + ((b >>> 17 | b << 15) ^ (b >>> 19 | b << 13) ^ (b >>> 10))) | 0;
    }
    let [a, b, c, e0, e, f, g, k] = h;
    for (let i = 0; i < 64; i++) {
      const t1 = (k + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const t2 = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      k = g; g = f; f = e; e = (e0 + t1) | 0; e0 = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    const s = [a, b, c, e0, e, f, g, k];
    for (let i = 0; i < 8; i++) h[i] = (h[i] + s[i]) | 0;
  }
  hex() {
    const bits = this.length * 8, pad = new Uint8Array((this.rest.length < 56 ? 64 : 128) - this.rest.length);
    pad[0] = 128;
    new DataView(pad.buffer).setUint32(pad.length - 8, Math.floor(bits / 4294967296));
    new DataView(pad.buffer).setUint32(pad.length - 4, bits >>> 0);
    this.update(pad);
    return Array.from(this.h, (word) => word.toString(16).padStart(8, "0")).join("");
  }
}
const hashOf = async (file) => {
  const hash = new Sha256(), reader = file.stream().getReader();
  for (;;) { const { done, value } = await reader.read(); if (done) return hash.hex(); hash.update(value); }
};
const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const signed = async (signature, fingerprint) => {
  try {
    const key = await crypto.subtle.importKey("spki", bytesOf(signature.publicKey), "Ed25519", false, ["verify"]);
    const text = new TextEncoder().encode('sluice package 1\\n{"manifest":"' + fingerprint + '"}');
    return (await crypto.subtle.verify("Ed25519", key, bytesOf(signature.signature), text)) ? "valid" : "invalid";
  } catch { return "unknown"; }
};
const verdict = document.getElementById("verdict"), details = document.getElementById("details");
const say = (kind, text) => { verdict.className = kind; verdict.textContent = text; };
const line = (text) => { const item = document.createElement("li"); item.textContent = text; details.append(item); };
document.getElementById("folder").addEventListener("change", async (event) => {
  details.replaceChildren();
  const files = new Map();
  for (const file of event.target.files) files.set(file.webkitRelativePath.split("/").slice(1).join("/"), file);
  const manifestFile = files.get("manifest.json"), signatureFile = files.get("signature.json");
  if (!manifestFile || !signatureFile) return say("bad", "所选文件夹中没有 manifest.json 或 signature.json：请选择证据包所在文件夹 / no manifest or signature in this folder");
  try {
    const fingerprint = await hashOf(manifestFile);
    const manifest = JSON.parse(await manifestFile.text()), signature = JSON.parse(await signatureFile.text());
    const wrong = [], named = new Set(["manifest.json", "signature.json"]);
    let done = 0;
    for (const { name, bytes, sha256 } of manifest.files) {
      named.add(name);
      say("", "正在核对 checking " + (++done) + " / " + manifest.files.length);
      const file = files.get(name);
      if (!file) wrong.push("缺少 missing: " + name);
      else if (file.size !== bytes || (await hashOf(file)) !== sha256) wrong.push("被改动 changed: " + name);
    }
    for (const name of files.keys()) if (!named.has(name)) wrong.push("多出 added: " + name);
    const signing = await signed(signature, fingerprint);
    if (signing === "invalid") wrong.push("签名不符 the signature is not valid: signature.json");
    line("清单指纹 fingerprint: " + fingerprint);
    line("签名公钥 key: " + signature.keyId);
    if (signing === "unknown") line("本浏览器不能验证 Ed25519 签名，请用 sluice verify / this browser cannot check the signature");
    for (const text of wrong) line(text);
    if (wrong.length > 0) say("bad", "不一致 " + wrong.length + " 处，不能采信 / it differs in " + wrong.length + " places");
    else say("good", manifest.files.length + " 个文件全部相符" + (signing === "valid" ? "，签名有效" : "") + " / all files are as they were made");
  } catch (cause) { say("bad", "清单无法读取，已被改动或损坏 / the manifest cannot be read: " + cause); }
});
`;
