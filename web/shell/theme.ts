import { theme as antd, type ThemeConfig } from 'antd'
import { useSyncExternalStore } from 'react'

export type Mode = 'light' | 'dark'

/** The colours of tokens.css said once more for antd, whose own greys are too pale to read (tertiary, placeholder). */
export function antdTheme(mode: Mode): ThemeConfig {
  const dark = mode === 'dark'
  const ink = dark ? { 1: '#e7ecf3', 2: '#bcc6d4', 3: '#9aa7b8' } : { 1: '#1b2431', 2: '#465163', 3: '#5d687a' }
  const line = dark ? { soft: '#273244', strong: '#3b485c' } : { soft: '#e1e6ed', strong: '#c6ced9' }
  return {
    algorithm: dark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: dark ? '#3f80d8' : '#1d4f91',
      colorInfo: dark ? '#3f80d8' : '#1d4f91',
      colorLink: dark ? '#7fb2f5' : '#1d4f91',
      // Antd's own, paler one is too pale to read.
      colorLinkHover: dark ? '#a5caf9' : '#173a69',
      colorError: dark ? '#e8665b' : '#b3271e',
      colorWarning: dark ? '#d99a3d' : '#b56a00',
      colorSuccess: dark ? '#4fb277' : '#1a7a42',
      ...tints[mode],
      colorText: ink[1],
      colorTextHeading: ink[1],
      colorTextSecondary: ink[2],
      colorTextTertiary: ink[3],
      colorTextDescription: ink[3],
      colorTextPlaceholder: ink[3],
      colorIcon: ink[3],
      colorBorder: line.strong,
      colorBorderSecondary: line.soft,
      colorBgLayout: dark ? '#0d131d' : '#f3f5f8',
      colorBgContainer: dark ? '#141c29' : '#ffffff',
      colorBgElevated: dark ? '#19222f' : '#ffffff',
      fontFamily: 'var(--font)',
      fontSize: 14,
      borderRadius: 5,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      wireframe: false,
    },
    components: {
      // No red is read both on the dark ground and under white words: there the words on it are dark.
      ...(dark
        ? { Button: { colorError: '#ff8d82', colorErrorHover: '#ffa89f', colorErrorActive: '#e8766b', dangerColor: '#2b0f0c' } }
        : {}),
      Badge: { colorError: dark ? '#c64a40' : '#b3271e' },
      Form: { itemMarginBottom: 18, verticalLabelPadding: '0 0 4px' },
      Select: { optionSelectedBg: dark ? '#20344f' : '#e3edf9' },
      Segmented: { itemSelectedColor: dark ? '#7fb2f5' : '#1d4f91' },
      Tabs: { itemSelectedColor: dark ? '#7fb2f5' : '#1d4f91', inkBarColor: dark ? '#7fb2f5' : '#1d4f91' },
      Tag: { defaultColor: ink[2] },
    },
  }
}

/** The chosen theme, remembered on this machine. */
export function useMode(): [Mode, (mode: Mode) => void] {
  return [useSyncExternalStore(watch, current), choose]
}

/** To be called once before anything is drawn. */
export function applyMode() {
  document.documentElement.dataset.theme = current()
}

/** The grounds and edges that antd would otherwise mix from the seeds, which come out grey for colours as deep as these. */
const tints = {
  light: {
    colorPrimaryHover: '#2b62ab',
    colorPrimaryActive: '#153b6e',
    colorPrimaryBg: '#e8f0fa',
    colorPrimaryBgHover: '#d9e6f7',
    colorPrimaryBorder: '#a9c4e8',
    colorInfoBg: '#e8f0fa',
    colorInfoBorder: '#b7cdea',
    colorWarningBg: '#fdf3e1',
    colorWarningBorder: '#eccb8f',
    colorErrorBg: '#fdeeec',
    colorErrorBorder: '#f0b7b1',
    colorSuccessBg: '#e8f5ed',
    colorSuccessBorder: '#a9d6ba',
    controlItemBgActive: '#e3edf9',
    controlItemBgHover: '#f0f4fa',
    controlOutline: 'rgb(29 79 145 / 18%)',
  },
  dark: {
    colorInfoBg: '#1b2d45',
    colorInfoBorder: '#2f4a6e',
    colorWarningBg: '#37290f',
    colorWarningBorder: '#6b4d16',
    colorErrorBg: '#3a1d1d',
    colorErrorBorder: '#6e2f2b',
    colorSuccessBg: '#16301f',
    colorSuccessBorder: '#2a5a3c',
    controlItemBgActive: '#20344f',
    controlItemBgHover: '#1d2938',
  },
}

const KEY = 'luoshi.theme'
const watchers = new Set<() => void>()

const current = (): Mode => (localStorage.getItem(KEY) === 'dark' ? 'dark' : 'light')

function choose(mode: Mode) {
  localStorage.setItem(KEY, mode)
  applyMode()
  for (const tell of watchers) tell()
}

function watch(tell: () => void) {
  watchers.add(tell)
  return () => watchers.delete(tell)
}
