// Joins class names. Later classes do not undo earlier ones: override a component's own class with a trailing `!`.
import { type ClassValue, clsx } from "clsx";

export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
