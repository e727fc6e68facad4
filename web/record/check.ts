import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { AnyValues } from '#kernel/field.ts'
import { canonical } from '#kernel/fold.ts'
import type { Hint, Module } from '#kernel/module.ts'
import type { Problem } from '#kernel/refusal.ts'
import { call } from '#web/api/call.ts'

/** The record that already stands under the same identity, as far as a second filer may know. */
export type Existing = {
  title: string
  owner: string
  ownerName: string
  stage: string
  stageLabel: string
  since: string
  listed: boolean
  asked: boolean
}

export type Check = { problems: Problem[]; hints: Hint[]; taken: Existing | null }

type About = { id: string | null; org: string | null; values: AnyValues }

export function check(module: Module, { id, org, values }: About, signal?: AbortSignal): Promise<Check> {
  const body = { values, ...(id ? { id } : {}), ...(org && !id ? { org } : {}) }
  return call<Check>('POST', `/api/${module.path}/check`, { body, ...(signal ? { signal } : {}) })
}

const PAUSE = 700

/** 填报体检 while somebody writes: asked after each pause, the last answer standing until the next, but for blanks filled in meanwhile. */
export function useCheck(module: Module, about: About, enabled = true): Check | undefined {
  const text = canonical(about)
  const [asked, setAsked] = useState({ text, about })
  const latest = useRef(about)
  useEffect(() => {
    latest.current = about
  })
  useEffect(() => {
    // The text stands for everything in `about`, which is another object at every drawing.
    const timer = setTimeout(() => setAsked({ text, about: latest.current }), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  const answer = useQuery({
    queryKey: ['check', module.path, asked.text],
    queryFn: async ({ signal }) => ({ ...(await check(module, asked.about, signal)), of: asked.about.values }),
    enabled,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  })
  if (!answer.data) return undefined
  const { of, ...found } = answer.data
  const isFilled = (place = '') => isBlankAt(of, place) && !isBlankAt(about.values, place)
  return { ...found, problems: found.problems.filter(({ field }) => !isFilled(field)) }
}

/** Whether nothing stands at a place such as `results.0.name`. */
function isBlankAt(values: AnyValues, place: string): boolean {
  const value: unknown = place.split('.').reduce((part: AnyValues | undefined, key) => part?.[key], values)
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
