"use client";
// What nearly every page needs. Named here so that it stands once in the root layout's chunk: the bundler leaves out of a
// page's chunk what its layouts have loaded, and would otherwise repeat these in each page, error and not-found chunk.
import { createLucideIcon } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "#components/ui/button.tsx";

export const rootChunk = [Link, createLucideIcon, buttonVariants];
