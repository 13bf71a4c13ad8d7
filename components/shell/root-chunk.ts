"use client";
// What nearly every page needs. Named here so that it stands once in the root layout's chunk: the bundler leaves out of a
// page's chunk what its layouts have loaded, and would otherwise repeat these in each page, error and not-found chunk.
import { createLucideIcon, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { MessagePage } from "#components/feedback/message-page.tsx";
import { buttonVariants } from "#components/ui/button.tsx";

export const rootChunk = [Link, createLucideIcon, buttonVariants, MessagePage, TriangleAlert];
