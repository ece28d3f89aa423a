import { defineConfig } from 'vitepress'

const API = '/docs/api/reference'
const page = (text: string, name: string) => ({ text, link: `/docs/${name}` })
const modules = ['assay', 'assay/checks', 'assay/math', 'assay/networks', 'assay/testing', 'assay/vitest'].map((name) => ({
  text: name,
  link: `${API}/${name}`,
}))

export default defineConfig({
  title: 'Assay',
  description: 'Automated grading and verification of deep-learning coursework',
  srcDir: 'pages',
  outDir: 'site',
  rewrites: (path) => path.replace(/(^|\/)README\.md$/, '$1index.md'),
  // Folders and files that are no pages; tools/links.test.ts holds that they exist.
  ignoreDeadLinks: [/(^|\/)(examples|reference|fixtures|LICENSE)(\/|$)/],
  // Pages are text: neither tags nor templates in them mean anything.
  markdown: {
    html: false,
    config: ({ renderer, utils }) => {
      const literally = (text: string): string => utils.escapeHtml(text).replaceAll('{', '&#123;')
      renderer.rules.text = (tokens, at) => literally(tokens[at]?.content ?? '')
      renderer.rules.code_inline = (tokens, at) => `<code>${literally(tokens[at]?.content ?? '')}</code>`
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Students', link: '/docs/students' },
      { text: 'Instructors', link: '/docs/instructors' },
      { text: 'Authors', link: '/docs/authors' },
      { text: 'API', link: `${API}/` },
    ],
    sidebar: [
      {
        text: 'Students',
        items: [
          page('What to submit', 'students'),
          page('PyTorch', 'pytorch'),
          page('Model files', 'model-files'),
          page('ONNX operators', 'onnx-operators'),
          page('Messages', 'findings'),
        ],
      },
      {
        text: 'Instructors',
        items: [
          page('From a download to grades', 'instructors'),
          page('Grading on several machines', 'queue'),
          page('A course', 'course'),
          page('Learning platforms', 'lms'),
          page('A coursework repository', 'coursework-repository'),
          { text: 'Security', link: '/SECURITY' },
        ],
      },
      {
        text: 'Authors',
        items: [
          page('From an idea to an exercise', 'authors'),
          page('Debugging a check', 'debugging'),
          { text: 'API', link: `${API}/`, items: modules, collapsed: true },
        ],
      },
      {
        text: 'Contributors',
        items: [
          { text: 'Contributing', link: '/CONTRIBUTING' },
          page('Architecture', 'architecture'),
          { text: 'Glossary', link: '/GLOSSARY' },
          { text: 'Decisions', link: '/DECISIONS' },
          { text: 'Changes', link: '/CHANGELOG' },
        ],
      },
    ],
  },
})
