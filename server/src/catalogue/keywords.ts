/** A directive of the core that takes one of some words, in any letter case, and what httpd says of another. */
export interface Keywords {
  /** In lower case. */
  readonly words: readonly string[];
  readonly message: string;
}

const onOrOff: Keywords = { words: ['on', 'off'], message: "parameter must be 'on' or 'off'" };

/** By the name of the directive, in lower case (core.c, the functions of these directives). */
export const keywords: ReadonlyMap<string, Keywords> = new Map<string, Keywords>([
  ['acceptpathinfo', { words: ['on', 'off', 'default'], message: 'AcceptPathInfo must be set to on, off or default' }],
  [
    'allowencodedslashes',
    { words: ['on', 'off', 'nodecode'], message: 'AllowEncodedSlashes must be On, Off, or NoDecode' },
  ],
  ['enablemmap', onOrOff],
  ['enablesendfile', onOrOff],
  ['hostnamelookups', { words: ['on', 'off', 'double'], message: "parameter must be 'on', 'off', or 'double'" }],
  ['protocolshonororder', { words: ['on', 'off'], message: "ProtocolsHonorOrder must be 'on' or 'off'" }],
  ['serversignature', { words: ['on', 'off', 'email'], message: 'ServerSignature: use one of: off | on | email' }],
  [
    'servertokens',
    {
      words: ['os', 'min', 'minimal', 'major', 'minor', 'prod', 'productonly', 'full'],
      message: "ServerTokens takes 1 argument: 'Prod(uctOnly)', 'Major', 'Minor', 'Min(imal)', 'OS', or 'Full'",
    },
  ],
  [
    'traceenable',
    { words: ['on', 'off', 'extended'], message: "TraceEnable must be one of 'on', 'off', or 'extended'" },
  ],
  ['usecanonicalname', { words: ['on', 'off', 'dns'], message: "parameter must be 'on', 'off', or 'dns'" }],
  ['usecanonicalphysicalport', onOrOff],
]);
