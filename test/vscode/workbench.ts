// The workbench of VS Code in a browser page, as a person sees and uses it: mouse, keyboard, and what is on the screen.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

export type Workbench = ReturnType<typeof workbenchOn>;

/** Works on a page; pictures go to a folder, which is emptied first. */
export function workbenchOn(page: Page, out: string, say: (line: string) => void = console.log) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  // Bounds, not expectations: a busy machine takes its time.
  page.setDefaultTimeout(90_000);
  page.setDefaultNavigationTimeout(90_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const counts = { passing: 0, failing: 0 };

  const palette = page.locator('.quick-input-box input');
  const files = page.locator('.explorer-folders-view [role="treeitem"]');
  const squiggles = page.locator('.editor-instance .squiggly-warning');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const tab = (name: string) => page.getByRole('tab', { name });
  const lineWith = (text: string | RegExp) => page.locator('.editor-instance .view-line', { hasText: text });
  const status = (text: string) => page.locator('.statusbar-item', { hasText: text });

  async function step(what: string, act: () => Promise<unknown>): Promise<void> {
    const began = Date.now();
    try {
      await act();
      counts.passing++;
      say(`  ✔ ${what} (${Date.now() - began} ms)`);
    } catch (error) {
      counts.failing++;
      say(`  ✖ ${what}\n${(error as Error).stack}`);
      await shot(`failed-${counts.failing}`);
    }
  }

  async function shot(name: string, folder = out): Promise<void> {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }

  /** Acts until the target shows: VS Code loses a key now and then while it moves cursor or focus, and draws squiggles anew. */
  async function until(target: Locator, act: () => Promise<unknown>, tries = 8): Promise<void> {
    for (let left = tries; ; left--) {
      try {
        await act();
        await target.first().waitFor({ timeout: 15_000 });
        return;
      } catch (error) {
        if (left === 1) throw error;
        await page.waitForTimeout(200);
      }
    }
  }

  async function openFile(name: string): Promise<void> {
    const shown = page.getByRole('tab', { name: new RegExp(`^${name}`), selected: true });
    await until(shown, async () => {
      await until(palette, () => page.keyboard.press('Control+P'));
      await palette.fill(name);
      await rows.first().filter({ hasText: name }).waitFor();
      await page.keyboard.press('Enter');
    });
  }

  /** Runs a command that the palette finds by these words. */
  async function run(command: string): Promise<void> {
    await until(palette, () => page.keyboard.press('F1'));
    await palette.fill(`>${command}`);
    await rows.filter({ hasText: command }).first().waitFor();
    await page.keyboard.press('Enter');
  }

  /** Puts the cursor behind a line and takes so many characters away. */
  async function eraseBehind(line: Locator, characters: number): Promise<void> {
    await line.click();
    await page.keyboard.press('End');
    for (let left = characters; left > 0; left--) await page.keyboard.press('Backspace');
  }

  async function centre(target: Locator): Promise<{ x: number; y: number }> {
    const box = await target.boundingBox();
    assert.ok(box, 'it has no place on the screen');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  async function hoverSquiggle(hover: Locator): Promise<void> {
    await until(hover, async () => {
      const { x, y } = await centre(squiggles.first());
      await page.mouse.move(x, y + 120);
      await page.mouse.move(x, y, { steps: 5 });
    });
  }

  /** The light bulb's menu, once it has an entry. */
  async function quickFixes(entry: string): Promise<Locator> {
    const menu = page.locator('.action-widget');
    await until(menu.locator('.action', { hasText: entry }), async () => {
      const { x, y } = await centre(squiggles.first());
      await page.mouse.click(x, y);
      await page.keyboard.press('Control+.');
    });
    return menu;
  }

  /** What ran, in Mocha's words; for the exit code. */
  function summary(): 0 | 1 {
    say(`\n${counts.passing} passing\n${counts.failing} failing`);
    return counts.failing > 0 || counts.passing === 0 ? 1 : 0;
  }

  return {
    page,
    errors,
    palette,
    files,
    squiggles,
    rows,
    tab,
    lineWith,
    status,
    step,
    shot,
    until,
    openFile,
    run,
    eraseBehind,
    centre,
    hoverSquiggle,
    quickFixes,
    summary,
  };
}

/** The text on the screen; the editor draws no-break spaces. */
export async function textOf(line: Locator): Promise<string> {
  return ((await line.first().textContent()) ?? '').replaceAll('\u00a0', ' ');
}
