/**
 * Where somebody wanted to go, as an address of this site; `//elsewhere`, `https:` and their like would lead out of it. It is asked for where it is
 * used: what a route's own reading of its search leaves out, the router hands on all the same.
 */
export const wayBack = (back: unknown): string => (typeof back === 'string' && /^\/(?![/\\])[^\s\\]*$/u.test(back) ? back : '/')
