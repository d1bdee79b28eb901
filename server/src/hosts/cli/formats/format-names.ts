/** The formats of `check`, as its option names them. */
export const formatNames = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof formatNames)[number];
