// First: schemas look at it when they are made, which importing them does.
import './app/plainZod.ts';
import '@mantine/core/styles.css';
import './app/fonts.css';
import './app/tokens.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { fetchDownloads } from './app/downloads.ts';
import { escapeMenus } from './app/escapeMenus.ts';
import { keepFocus } from './app/keepFocus.ts';
import { watchFocus } from './components/arrival.ts';
import { getHealth } from '../../contract/health.ts';
import { addressOf } from './api/address.ts';

// After an update of Stepwise the chunks of an open page are gone: load it anew, drafts are stored at every key. Not
// without a network, which would leave nothing of the page.
const RELOADED_AT = 'stepwise.reloaded-at';
window.addEventListener('vite:preloadError', () => {
  if (Date.now() - Number(sessionStorage.getItem(RELOADED_AT)) < 10_000) return;
  sessionStorage.setItem(RELOADED_AT, String(Date.now()));
  fetch(addressOf(getHealth)).then(
    () => window.location.reload(),
    () => undefined,
  );
});

watchFocus();
keepFocus();
escapeMenus();
fetchDownloads();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
