/** Line icons of 16 px, always beside a word or under a label: hidden from readers. */
import type { ReactNode } from 'react';

export function icon(shape: ReactNode) {
  return function Icon() {
    return (
      <svg
        viewBox="0 0 16 16"
        width="16"
        height="16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        style={{ flex: 'none' }}
      >
        {shape}
      </svg>
    );
  };
}

export const MenuIcon = icon(<path d="M2 4h12M2 8h12M2 12h12" />);
export const SearchIcon = icon(
  <>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.5 10.5 3.5 3.5" />
  </>,
);
export const BellIcon = icon(<path d="M3 11.5h10L11.5 9V6.5a3.5 3.5 0 0 0-7 0V9ZM6.5 13.5h3" />);
export const SunIcon = icon(
  <>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M3 13l1.1-1.1M11.9 4.1 13 3" />
  </>,
);
export const MoonIcon = icon(<path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z" />);
export const SystemIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 2.5a5.5 5.5 0 0 1 0 11Z" fill="currentColor" />
  </>,
);
export const CheckIcon = icon(<path d="m3 8.5 3.5 3.5L13 4.5" />);
export const ImageIcon = icon(
  <>
    <rect x="2" y="3" width="12" height="10" rx="1.5" />
    <path d="m2.5 11.5 3.5-4 3 3 2-2 2.5 2.5M11 6h.01" />
  </>,
);
export const UploadIcon = icon(<path d="M8 10.5V2.5M4.5 6 8 2.5 11.5 6M2.5 10.5v3h11v-3" />);
export const DownIcon = icon(<path d="m3 6 5 5 5-5" />);
export const LeftIcon = icon(<path d="M10 3 5 8l5 5" />);
export const RightIcon = icon(<path d="m6 3 5 5-5 5" />);
export const MoreIcon = icon(<path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2" />);
export const ExpandIcon = icon(<path d="m4 3 5 5-5 5M12 3v10" />);
