import { trace } from "../tracing/trace.ts";
export const seen = trace;
