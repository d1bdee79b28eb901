import type { Judgement } from '../judge.ts';
import type { Document } from '../syntax/document.ts';
import type { Translate } from '../text/message.ts';
import type { Preferences } from './preferences.ts';

/** A document that the client has open, and what is known about it as it stands. */
export interface OpenDocument {
  readonly document: Document;
  readonly judgement: Judgement;
  /** The version of the text as the client counts it; undefined where it does not. */
  readonly version?: number | undefined;
  /** The file `.apache-mpm.json` that the configuration goes by, and whether it sets the level of a rule. */
  readonly configurationFile?: { readonly uri: string; readonly sets: (rule: string) => boolean } | undefined;
}

/** All that a feature may ask. */
export interface World {
  /** Undefined for a document that is not open. */
  readonly open: (uri: string) => OpenDocument | undefined;
  /** The address of a rule's page inside the editor; undefined where the client did not say that it shows them. */
  readonly rulePage: (ruleId: string) => string | undefined;
  /** Whether the client takes edits with places to fill in. */
  readonly snippetEdits: boolean;
  /** Whether the client lets a person look at edits before they are made. */
  readonly confirmedEdits: boolean;
  /** Every document that the client has open and that was asked about. */
  readonly opened: () => readonly OpenDocument[];
  readonly preferences: Preferences;
  /** Whether the client has the commands of the extension. */
  readonly hasCommands: boolean;
  /** Whether the client puts places to type into what it inserts. */
  readonly snippets: boolean;
  /** Whether whole blocks are proposed: an editor that has them as snippets of its own does not want them twice. */
  readonly blocks: boolean;
  /** The template of a message in the language of the client. */
  readonly translate: Translate;
}
