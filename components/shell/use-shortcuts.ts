"use client";
// Keyboard shortcuts of the shell. Single letters never fire while typing, and can be switched off per browser.
import { useEffect, useEffectEvent } from "react";

const SETTING = "keyhold-letter-shortcuts";
const SEQUENCE_MS = 1_200;

export interface ShortcutHandlers {
  openPalette: () => void;
  openHelp: () => void;
  toggleSidebar: () => void;
  /** Called with the letter after "g". */
  goTo: (letter: string) => void;
}

export function lettersEnabled(): boolean {
  return localStorage.getItem(SETTING) !== "off";
}

export function setLettersEnabled(on: boolean): void {
  localStorage.setItem(SETTING, on ? "on" : "off");
}

export function useShortcuts(handlers: ShortcutHandlers): void {
  const onPalette = useEffectEvent(handlers.openPalette);
  const onLetter = useEffectEvent((key: string, afterG: boolean) => actOn(key, afterG, handlers));
  useEffect(() => {
    let gAt = 0;
    const listen = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        return onPalette();
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || !lettersEnabled())
        return;
      const afterG = event.timeStamp - gAt < SEQUENCE_MS && gAt > 0;
      gAt = event.key === "g" ? event.timeStamp : 0;
      if (onLetter(event.key, afterG)) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function actOn(key: string, afterG: boolean, handlers: ShortcutHandlers): boolean {
  if (afterG && /^[a-z]$/.test(key)) handlers.goTo(key);
  else if (key === "?") handlers.openHelp();
  else if (key === "[") handlers.toggleSidebar();
  else if (key === "/") return focusSearch();
  else return false;
  return true;
}

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>("main input[type=search]");
  search?.focus();
  return search !== null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest("[role=dialog],[role=menu]") !== null
  );
}
