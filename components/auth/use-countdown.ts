"use client";
// Seconds that run down to zero.
import { useEffect, useState } from "react";

export function useCountdown(): [seconds: number, start: (seconds: number) => void] {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(0);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const running = seconds > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [running]);
  const start = (length: number) => {
    const begin = Date.now();
    setNow(begin);
    setUntil(begin + length * 1000);
  };
  return [seconds, start];
}
