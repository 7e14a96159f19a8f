/** What is used of it here; the package brings no types. */
declare module 'picomatch' {
  export default function picomatch(glob: string, options: { readonly dot: boolean }): (path: string) => boolean;
}
