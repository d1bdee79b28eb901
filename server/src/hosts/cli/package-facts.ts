import manifest from '../../../../package.json' with { type: 'json' };

/** The version of this program. */
export const version: string = manifest.version;

/** Where people find it: the page of the extension. */
export const homepage = `https://marketplace.visualstudio.com/items?itemName=${manifest.publisher}.${manifest.name}`;
