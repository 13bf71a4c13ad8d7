"use client";
// The form of billing details; its code follows in a chunk of its own.
import dynamic from "next/dynamic";

export const LazyDetailsForm = dynamic(() => import("#components/billing/details-form.tsx"));
