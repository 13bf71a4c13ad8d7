"use client";
// The log comes with its page and is made live by a chunk of its own.
import dynamic from "next/dynamic";

export const LazyCallLog = dynamic(() =>
  import("#components/calls/call-log.tsx").then((module) => module.CallLog),
);
