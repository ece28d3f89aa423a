import { describe, expect, it, onTestFinished } from 'vitest'
import { startMetrics } from './metrics.ts'

async function metrics() {
  const started = await startMetrics(0, 'w-1')
  onTestFinished(() => started.close())
  const read = async (path = '/metrics') => {
    const response = await fetch(`http://127.0.0.1:${started.port}${path}`)
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
  }
  return { started, read }
}

describe('startMetrics', () => {
  it('serves OpenMetrics text of what ended how, what is under way, and what waits', async () => {
    const { started, read } = await metrics()
    started.serves(async () => ({ waiting: 5, oldestSeconds: 2.5 }))
    started.begin()('graded')
    started.begin()('given_back')
    started.begin()
    const { status, type, text } = await read()
    expect({ status, type }).toEqual({ status: 200, type: 'application/openmetrics-text; version=1.0.0; charset=utf-8' })
    for (const line of [
      'assay_jobs_total{end="graded",worker="w-1"} 1',
      'assay_jobs_total{end="failed",worker="w-1"} 0',
      'assay_jobs_total{end="given_back",worker="w-1"} 1',
      'assay_jobs_active{worker="w-1"} 1',
      'assay_job_seconds_count{worker="w-1"} 1',
      'assay_queue_waiting{worker="w-1"} 5',
      'assay_queue_oldest_seconds{worker="w-1"} 2.5',
    ])
      expect(text.split('\n')).toContain(line)
    expect(text.endsWith('# EOF\n')).toBe(true)
  })

  it('serves while the queue cannot be asked, and nothing else', async () => {
    const { started, read } = await metrics()
    started.serves(() => Promise.reject(new Error('no queue')))
    expect((await read()).text).toContain('assay_queue_waiting{worker="w-1"} 0\n')
    expect((await read('/')).status).toBe(404)
  })

  it('refuses a port that is taken with a sentence', async () => {
    const { started } = await metrics()
    await expect(startMetrics(started.port, 'w-2')).rejects.toThrow(`--metrics-port ${started.port}: cannot be used: `)
  })
})
