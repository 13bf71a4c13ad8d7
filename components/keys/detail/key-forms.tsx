"use client";
// The forms of a key's pages, their code fetched when such a page is opened.
import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/skeleton.tsx";

const loading = () => <Skeleton className="h-96 rounded-xl" />;

export const LimitsForm = dynamic(() => import("#components/keys/detail/limits-form.tsx"), {
  ssr: false,
  loading,
});
export const KeyGatewayForm = dynamic(() => import("#components/gateway/key-gateway-form.tsx"), {
  ssr: false,
  loading,
});
export const SettingsForm = dynamic(() => import("#components/keys/detail/settings-form.tsx"), {
  ssr: false,
  loading,
});
