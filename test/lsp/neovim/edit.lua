-- What a person does in Neovim with a broken mpm_event.conf, and what comes of it, written as JSON into seen.json.
local seen = {}
local limit = 30000

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function findings()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, { line = one.lnum, start = one.col, ['end'] = one.end_col, code = one.code, source = one.source })
  end
  return found
end

local function await(name, condition)
  seen[name] = vim.wait(limit, condition, 20)
end

await('found', function() return #findings() == 1 end)
seen.filetype = vim.bo.filetype
seen.findings = findings()

vim.api.nvim_win_set_cursor(0, { 2, 3 })
local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(0, 'utf-16'), limit)
for _, answer in pairs(hover or {}) do
  seen.hover = answer.result.contents.value
end

seen.offered = {}
vim.ui.select = function(actions, _, choose)
  for index = 1, #actions do
    table.insert(seen.offered, (actions[index].action or actions[index][2]).title)
  end
  choose(actions[1], 1)
end
vim.lsp.buf.code_action()
await('applied', function() return lines()[2] ~= 'MaxRequestWorkers 410' end)
seen.mended = lines()
await('clean', function() return #findings() == 0 end)

-- Changes of Neovim are ranged: an emoji before them counts as two.
vim.api.nvim_buf_set_lines(0, 0, 0, false, { '# 🚦', 'PidFile "🚦🚦" # 4k' })
vim.api.nvim_buf_set_text(0, 1, 8, 1, #lines()[2], { '"🚦"', 'StartServers 4k' })
await('typed', function() return #findings() == 1 end)
seen.text = lines()
seen.typed = findings()

vim.fn.writefile({ vim.fn.json_encode(seen) }, 'seen.json')
vim.cmd('qa!')
