export { BottomBar as ActionBar } from './BottomBar.tsx';
