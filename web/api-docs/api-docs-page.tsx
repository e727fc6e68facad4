import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { modules } from '#modules/all.ts'
import { call } from '../api/call.ts'
import { Failed } from '../shell/failed.tsx'
import { Mark } from '../shell/mark.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import styles from './api-docs.module.css'
import { endpointsByTag, type OpenApi } from './document.ts'
import { EndpointDetails } from './endpoint-details.tsx'

/** The open interface, read from the document that the server makes of the declarations. Open to everybody. */
export function ApiDocsPage() {
  usePageTitle('开放接口文档')
  const {
    data: document,
    error,
    refetch,
  } = useQuery({ queryKey: ['openapi'], queryFn: () => call<OpenApi>('GET', '/api/openapi.json'), staleTime: Infinity })
  const groups = document ? endpointsByTag(document) : []
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <Link to="/" className={styles.brand}>
          <Mark size={26} />
          落实
        </Link>
        <a href="/api/openapi.json" download>
          下载 OpenAPI 文档
        </a>
      </header>
      <div className={styles.columns}>
        <nav className={styles.contents} aria-label="目录">
          <ul>
            {groups.map(([tag, endpoints]) => (
              <li key={tag}>
                <a href={`#${anchor(tag)}`}>
                  {tagName(tag)}
                  <small>{endpoints.length}</small>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <main className={styles.main}>
          <h1>开放接口文档</h1>
          {document?.info.description && <p className={styles.lead}>{document.info.description}</p>}
          {!document && !error && <Skeleton active paragraph={{ rows: 10 }} />}
          {!document && error && <Failed error={error} again={refetch} />}
          {document &&
            groups.map(([tag, endpoints]) => (
              <section key={tag} id={anchor(tag)} className={styles.group}>
                <h2>{tagName(tag)}</h2>
                {endpoints.map((endpoint) => (
                  <EndpointDetails key={`${endpoint.method} ${endpoint.path}`} document={document} endpoint={endpoint} />
                ))}
              </section>
            ))}
        </main>
      </div>
    </div>
  )
}

const NAMES: Record<string, string> = {
  session: '登录与会话',
  todos: '待办',
  events: '变动通知',
  names: '单位与字典',
  notices: '通知公告',
  manuals: '操作手册',
  office: '业务管理（市委改革办）',
  files: '附件',
  uploads: '附件上传',
  tokens: '访问令牌',
  administration: '系统管理',
  audit: '审计',
}

const tagName = (tag: string) => modules.find((module) => module.path === tag)?.name ?? NAMES[tag] ?? (tag || '其他')

const anchor = (tag: string) => `tag-${tag.replace(/[^\w-]/g, '-')}`
