"use client";
import { useTransition } from "react";

interface Props {
  members: readonly { id: string; name: string; role: string }[];
  picked: string;
  pick(member: string): Promise<void>;
}

export function MemberPicker({ members, picked, pick }: Props) {
  const [pending, start] = useTransition();
  return (
    <label className="member">
      <span>You are</span>
      <select
        value={picked}
        disabled={pending}
        onChange={(event) => {
          const { value } = event.target;
          start(() => pick(value));
        }}
      >
        {members.map(({ id, name, role }) => (
          <option key={id} value={id}>
            {name}, {role}
          </option>
        ))}
      </select>
    </label>
  );
}
