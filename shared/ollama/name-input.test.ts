import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayName, parseName } from './name.ts'
import { isName, nameIn, namesIn } from './name-input.ts'

/** The names in a text as they are read; the fault for an invalid one. */
function read(text: string): string[] {
  return namesIn(text).map(({ parts }) => (isName(parts) ? displayName(parts) : `(${parts.fault})`))
}

describe('one name', () => {
  it.each([
    // Names
    ['llama3.2', 'llama3.2:latest'],
    ['  qwen3:8b \n', 'qwen3:8b'],
    ['Mixed/Case:V1', 'Mixed/Case:V1'],
    ['"llama3.2:3b"', 'llama3.2:3b'],
    ['`llama3.2:3b`', 'llama3.2:3b'],
    ['- llama3.2:3b', 'llama3.2:3b'],
    ['1. llama3.2:3b', 'llama3.2:3b'],
    ['library/llama3.2', 'llama3.2:latest'],
    ['localhost:5000/team/m', 'localhost:5000/team/m:latest'],
    ['http://localhost:5000/team/m:1', 'localhost:5000/team/m:1'],
    ['https://reg.example.org/team/m:1?x=1#y', 'reg.example.org/team/m:1'],
    // Commands
    ['ollama run llama3.2', 'llama3.2:latest'],
    ['ollama run llama3.2:3b --verbose', 'llama3.2:3b'],
    ['ollama run --verbose --format json llama3.2:3b', 'llama3.2:3b'],
    ['ollama run llama3.2 --keepalive 10m "a, b; c"', 'llama3.2:latest'],
    ['ollama run llama3.2 Why is the sky blue, really?', 'llama3.2:latest'],
    ['ollama run deepseek-r1:8b --think=false', 'deepseek-r1:8b'],
    ['$ ollama pull qwen3:8b', 'qwen3:8b'],
    ['> ollama.exe pull qwen3:8b', 'qwen3:8b'],
    ['PS C:\\Users\\me> ollama run qwen3:8b', 'qwen3:8b'],
    ['me@box:~$ ollama run qwen3:8b', 'qwen3:8b'],
    ['sudo -u ollama ollama pull qwen3:8b', 'qwen3:8b'],
    ['/usr/local/bin/ollama pull "qwen3:8b"', 'qwen3:8b'],
    ['docker exec -it ollama ollama run llama3.2:1b', 'llama3.2:1b'],
    ['docker compose exec ollama ollama pull llama3.2:1b', 'llama3.2:1b'],
    ['kubectl exec -it deploy/ollama -- ollama pull llama3.2:1b', 'llama3.2:1b'],
    ['OLLAMA_HOST=10.0.0.5:11434 ollama run llama3.2 "a, b"', 'llama3.2:latest'],
    ["OLLAMA_HOST='http://h:1' ollama run Me/Mixed:Q4 'a; b\nc'", 'Me/Mixed:Q4'],
    ['ollama pull \\\n  qwen3:8b', 'qwen3:8b'],
    ['ollama pull qwen3:8b # the small one', 'qwen3:8b'],
    ['ollama run qwen3:8b < question.txt > answer.txt', 'qwen3:8b'],
    ['ollama cp llama3.2 backup', 'llama3.2:latest'],
    ['OLLAMA RUN llama3.2', 'llama3.2:latest'],
    ['ollama run hf.co/u/r:Q4_K_M', 'hf.co/u/r:Q4_K_M'],
    ['ollama run https://ollama.com/library/llama3.2:3b', 'llama3.2:3b'],
    // ollama.com
    ['https://ollama.com/library/llama3.2:3b', 'llama3.2:3b'],
    ['https://ollama.com/library/llama3.2', 'llama3.2:latest'],
    ['https://www.ollama.com/library/llama3.2/tags', 'llama3.2:latest'],
    ['http://ollama.com/library/llama3.2:3b/blobs/dde5aa3fc5ff', 'llama3.2:3b'],
    ['ollama.com/library/qwen3', 'qwen3:latest'],
    ['https://ollama.com/Me/Mixed:V1', 'Me/Mixed:V1'],
    ['https://ollama.com/me/mine/tags?q=1#readme', 'me/mine:latest'],
    ['https://ollama.com/library/llama3.2%3A3b', 'llama3.2:3b'],
    ['https://ollama.ai/library/llama2', 'llama2:latest'],
    ['https://registry.ollama.ai/v2/library/llama3.2/manifests/3b', 'llama3.2:3b'],
    ['ollama://library/llama3.2:1b', 'llama3.2:1b'],
    // Hugging Face
    ['hf.co/u/R-GGUF:Q4_K_M', 'hf.co/u/R-GGUF:Q4_K_M'],
    ['huggingface.co/u/R-GGUF:Q4_K_M', 'huggingface.co/u/R-GGUF:Q4_K_M'],
    ['https://hf.co/u/R-GGUF', 'hf.co/u/R-GGUF:latest'],
    ['https://huggingface.co/u/R-GGUF', 'hf.co/u/R-GGUF:latest'],
    ['https://huggingface.co/u/R-GGUF:Q8_0', 'hf.co/u/R-GGUF:Q8_0'],
    ['https://huggingface.co/u/R-GGUF/tree/main', 'hf.co/u/R-GGUF:latest'],
    ['huggingface.co/u/R-GGUF/tree/main', 'hf.co/u/R-GGUF:latest'],
    ['https://huggingface.co/u/R-GGUF/blob/main/File-Q4_K_M.gguf', 'hf.co/u/R-GGUF:Q4_K_M'],
    ['https://huggingface.co/u/R-GGUF/resolve/main/file.Q5_0.gguf?download=true', 'hf.co/u/R-GGUF:Q5_0'],
    ['https://huggingface.co/u/R-GGUF/blob/main/BF16/R-BF16-00001-of-00002.gguf', 'hf.co/u/R-GGUF:BF16'],
    ['https://huggingface.co/u/R-GGUF/blob/main/R-UD-IQ2_XXS.gguf', 'hf.co/u/R-GGUF:UD-IQ2_XXS'],
    ['https://huggingface.co/u/R-GGUF/blob/main/r-q4_k_m.gguf', 'hf.co/u/R-GGUF:q4_k_m'],
    ['https://huggingface.co/u/R-GGUF/blob/main/model.gguf', 'hf.co/u/R-GGUF:model.gguf'],
    ['https://huggingface.co/u/R-GGUF/blob/main/mmproj-F16.gguf', 'hf.co/u/R-GGUF:latest'],
    ['https://huggingface.co/u/R-GGUF/blob/main/README.md', 'hf.co/u/R-GGUF:latest'],
    ['https://huggingface.co/u/R-GGUF?show_file_info=R-Q6_K.gguf', 'hf.co/u/R-GGUF:Q6_K'],
    ['https://huggingface.co/u/R-GGUF?local-app=ollama&show_file_info=Q3%2FR-Q3_K_S.gguf', 'hf.co/u/R-GGUF:Q3_K_S'],
    ['hf://u/R-GGUF:Q4_0', 'hf.co/u/R-GGUF:Q4_0'],
    ['<https://huggingface.co/u/R-GGUF>', 'hf.co/u/R-GGUF:latest'],
    ['[R](https://huggingface.co/u/R-GGUF)', 'hf.co/u/R-GGUF:latest'],
    // Links of Corral
    ['corral://pull/hf.co%2Fu%2FR:Q4_0', 'hf.co/u/R:Q4_0'],
    // Other characters
    ['ｌｌａｍａ３．２：３ｂ', 'llama3.2:3b'],
    ['llama3.2：3b', 'llama3.2:3b'],
    ['\ufeffllama3.2\u200b:3b\u2060', 'llama3.2:3b'],
    ['ollama\u00a0run\u00a0llama3.2:3b', 'llama3.2:3b'],
  ])('%j is %s', (text, name) => {
    expect(read(text)).toEqual([name])
  })

  it.each([
    ['', 'empty'],
    [' \n,;', 'empty'],
    ['bad name!', 'part'],
    ['llama3.2 3b', 'part'],
    ['ollama run', 'part'],
    ['m:', 'part'],
    ['a/b/c/d', 'segments'],
    ['m@sha256:abc', 'digest'],
    ['localhost:5000/m', 'namespace_needed'],
    ['https://ollama.com', 'page'],
    ['https://ollama.com/library', 'page'],
    ['https://ollama.com/blog/new-app', 'page'],
    ['https://ollama.com/search?q=llama', 'page'],
    ['https://huggingface.co/u', 'page'],
    ['https://huggingface.co/datasets/u/d', 'page'],
    ['https://huggingface.co/spaces/u/s', 'page'],
    ['llama3.2, qwen3', 'several'],
  ])('%j is none: %s', (text, fault) => {
    expect(nameIn(text).parts).toMatchObject({ fault })
  })
})

describe('several names', () => {
  it.each([
    ['llama3.2\nqwen3:8b\r\n\n* mistral', ['llama3.2:latest', 'qwen3:8b', 'mistral:latest']],
    ['llama3.2, qwen3:8b；mistral、phi4', ['llama3.2:latest', 'qwen3:8b', 'mistral:latest', 'phi4:latest']],
    ['llama3.2:3b qwen3:8b me/mine', ['llama3.2:3b', 'qwen3:8b', 'me/mine:latest']],
    ['ollama pull a && ollama pull b; ollama run c "x; y && z"', ['a:latest', 'b:latest', 'c:latest']],
    ['ollama pull a, ollama pull b, c', ['a:latest', 'b:latest', 'c:latest']],
    ['ollama rm a b', ['a:latest', 'b:latest']],
    ['ollama run a "first\nsecond"\nb', ['a:latest', 'b:latest']],
    ['https://ollama.com/library/a https://huggingface.co/u/r/blob/main/r.Q4_0.gguf', ['a:latest', 'hf.co/u/r:Q4_0']],
    ['1. a/b/c/d\n2. `fine`', ['(segments)', 'fine:latest']],
    ['https://ollama.com/blog/x\nfine', ['(page)', 'fine:latest']],
  ])('%j', (text, names) => {
    expect(read(text)).toEqual(names)
  })
})

it('leaves names as they are', () => {
  const names = [
    'm:latest',
    'Me/M:V1',
    'hf.co/u/R.GGUF:Q4_K_M',
    'huggingface.co/u/r:latest',
    '_a/_b/_c:_d',
    'h:1/n/m:t',
  ]
  for (const name of names) expect(nameIn(name)).toEqual({ text: name, name, parts: parseName(name) })
})

it('gives valid names or a fault for any text, and reads its own results again', () => {
  const likely = fc.string({
    unit: fc.constantFrom(
      'a',
      ':',
      '/',
      '.',
      '"',
      "'",
      ' ',
      '\n',
      ',',
      ';',
      '\\',
      '(',
      '`',
      'ollama run ',
      'https://',
      'hf.co/',
      'ollama.com/',
      'x.gguf',
      '?',
      '%2',
      '&&',
      '--',
    ),
    maxLength: 30,
  })
  fc.assert(
    fc.property(fc.oneof(likely, fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
      for (const { name, parts } of namesIn(text)) {
        if (!isName(parts)) continue
        expect(parseName(name)).toEqual(parts)
        const again = nameIn(displayName(parts)).parts
        expect(isName(again) && displayName(again)).toBe(displayName(parts))
      }
    }),
    { numRuns: 2000 },
  )
})

it('reads texts of any length in a moment', () => {
  for (const unit of [' "', '"a ', "'a' ", 'ollama run ', 'a,', '\\"', '$(', '-a ', '( ', '[](', '`'])
    expect(namesIn(unit.repeat(20_000 / unit.length)).length).toBeGreaterThanOrEqual(0)
})
