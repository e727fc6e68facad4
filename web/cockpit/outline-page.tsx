import { UploadOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Popconfirm, Upload } from 'antd'
import { useState } from 'react'
import { bands } from '#cockpits/bands.ts'
import type { Drawn } from '#cockpits/map/draw.ts'
import { List, type Column } from '../administration/list.tsx'
import { call, Refused, sentenceOf } from '../api/call.ts'
import { momentText } from '../city-time.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { CityMap } from './map.tsx'
import styles from './outline.module.css'
import { mapQuery, outlinesQuery, type OutlineVersion } from './queries.ts'

/** As much as the server takes. */
const LARGEST = 1_000_000

type Chosen = { name: string; content: unknown; map: Drawn | null; refused: string | null }

/** 地图轮廓: the office puts its own approved map in the place of the supplied outline, sees it first, and can go back. */
export function OutlinePage() {
  usePageTitle('地图轮廓')
  const client = useQueryClient()
  const { message } = App.useApp()
  const [notice, setNotice] = useState('')
  const [chosen, choose] = useState<Chosen | null>(null)
  const [busy, setBusy] = useState(false)
  const current = useQuery(mapQuery)
  const versions = useQuery(outlinesQuery)

  const look = async (file: File) => {
    const told = (refused: string) => choose({ name: file.name, content: null, map: null, refused })
    if (file.size > LARGEST) return told('文件超过1MB，请简化轮廓后再上传。')
    let content: unknown
    try {
      content = JSON.parse(await file.text())
    } catch {
      return told('这不是 GeoJSON 文件。')
    }
    try {
      // What it will be called is asked for afterwards.
      const map = await call<Drawn>('POST', '/api/office/map-outlines/preview', {
        body: { content, notice: notice.trim() || file.name.slice(0, 60) },
      })
      choose({ name: file.name, content, map, refused: null })
    } catch (error) {
      told(wordsOf(error))
    }
  }

  const replace = async (outline?: { content: unknown; notice: string }) => {
    setBusy(true)
    try {
      await call('POST', '/api/office/map-outlines', { body: { version: current.data!.version, ...(outline ? { outline } : {}) } })
      choose(null)
      setNotice('')
      void message.success(outline ? '已启用' : '已恢复')
    } catch (error) {
      void message.error(wordsOf(error))
    } finally {
      setBusy(false)
      await Promise.all([
        client.invalidateQueries({ queryKey: mapQuery.queryKey }),
        client.invalidateQueries({ queryKey: outlinesQuery.queryKey }),
      ])
    }
  }

  const own = versions.data?.[0]?.supplied === false
  const shown = chosen?.map ?? current.data?.map
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>地图轮廓</h1>
        {own && (
          <Popconfirm title="恢复随系统提供的轮廓？" okText="恢复" onConfirm={() => replace()}>
            <Button disabled={busy}>恢复随系统提供的轮廓</Button>
          </Popconfirm>
        )}
      </header>
      <p className={styles.words}>
        五色图的区县轮廓可换成经审定的标准地图：GeoJSON
        文件（FeatureCollection），41个区县各一个图形，以代码或名称对应，坐标为经度、纬度，不超过1MB。没有轮廓的区县用 Point，显示为标牌。
      </p>
      <div className={styles.form}>
        <Upload accept=".geojson,.json" showUploadList={false} beforeUpload={(file) => (void look(file), false)}>
          <Button icon={<UploadOutlined aria-hidden />}>选择 GeoJSON 文件</Button>
        </Upload>
        <label>
          图名和审图号
          <Input value={notice} onChange={(event) => setNotice(event.target.value)} maxLength={100} placeholder="显示在地图下方" />
        </label>
        <Button
          type="primary"
          loading={busy}
          disabled={!chosen?.map || notice.trim() === ''}
          onClick={() => chosen?.map && void replace({ content: chosen.content, notice: notice.trim() })}
        >
          启用这份轮廓
        </Button>
      </div>
      {chosen?.refused && (
        <p className={styles.refused} role="alert">
          {chosen.name}：{chosen.refused}
        </p>
      )}
      <figure className={styles.sheet}>
        <figcaption role="status">{chosen?.map ? `预览：${chosen.name}（尚未启用）` : '现用轮廓'}</figcaption>
        <div className={styles.map}>
          {shown && <CityMap map={shown} units={colours(shown)} label="地图轮廓" onOpen={() => undefined} />}
        </div>
      </figure>
      <h2>历次更换</h2>
      <List
        caption="历次更换"
        columns={COLUMNS}
        keyOf={({ version }) => String(version)}
        rows={versions.data}
        error={versions.error}
        again={() => void versions.refetch()}
        empty="没有更换过，现用随系统提供的轮廓。"
      />
    </div>
  )
}

const COLUMNS: readonly Column<OutlineVersion>[] = [
  { label: '版本', width: 80, cell: ({ version }) => `第${version}版` },
  { label: '图名和审图号', width: 320, cell: ({ note }) => note },
  { label: '更换人', width: 160, cell: ({ madeByName }) => madeByName },
  { label: '更换时间', width: 160, cell: ({ madeAt }) => momentText(madeAt) },
]

/** Each colour in turn, so that neighbours are told apart. */
const colours = ({ shapes }: Drawn) =>
  new Map(shapes.map(({ id, name }, at) => [id, { band: bands[at % (bands.length - 1)]!.id, words: name }]))

const wordsOf = (error: unknown) => (error instanceof Refused && error.problems[0] ? `${error.problems[0].message}。` : sentenceOf(error))
