// The actions of keys as the screens take them.
import type { KeyActions } from "#components/keys/key-actions.ts";
import * as actions from "./actions.ts";

export const keyActions: KeyActions = {
  create: actions.createKeyAction,
  update: actions.updateKeyAction,
  rotate: actions.rotateKeyAction,
  extendRotation: actions.extendRotationAction,
  finishRotation: actions.finishRotationAction,
  disable: actions.disableKeyAction,
  enable: actions.enableKeyAction,
  revoke: actions.revokeKeyAction,
  disableQuietly: actions.disableKeyQuietlyAction,
  revokeQuietly: actions.revokeKeyQuietlyAction,
  get: actions.getKeyAction,
};
