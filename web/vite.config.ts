import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Office machines with domestic systems still carry Chromium 90. */
export default defineConfig({
  plugins: [react()],
  build: { target: "chrome90", assetsInlineLimit: 0, chunkSizeWarningLimit: 1_500, modulePreload: { polyfill: false } },
  server: { proxy: { "/api": "http://127.0.0.1:4600" } },
});
