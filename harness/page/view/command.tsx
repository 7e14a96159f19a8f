import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

/** A command in one line, with a button that copies it. Where the clipboard can't be had, it is selected instead. */
export function Command({ command }: { readonly command: string }): VNode {
  const [said, say] = useState('copy');
  const copy = async (line: Element | null | undefined): Promise<void> => {
    try {
      await navigator.clipboard.writeText(command);
      say('copied');
    } catch {
      if (line !== null && line !== undefined) getSelection()?.selectAllChildren(line);
      say('selected');
    }
  };
  return (
    <p class="command">
      <code>{command}</code>
      <button type="button" onClick={({ currentTarget }) => void copy(currentTarget.previousElementSibling)}>
        {said}
      </button>
    </p>
  );
}
