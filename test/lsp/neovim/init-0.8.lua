vim.api.nvim_create_autocmd('FileType', {
  pattern = 'apache',
  callback = function()
    vim.lsp.start({ name = 'apache-mpm', cmd = { 'apache-mpm', 'lsp', '--stdio' }, root_dir = vim.fn.expand('%:p:h') })
  end,
})
