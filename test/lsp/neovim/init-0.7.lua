local client
vim.api.nvim_create_autocmd('FileType', {
  pattern = 'apache',
  callback = function(event)
    client = client or vim.lsp.start_client({ name = 'apache-mpm', cmd = { 'apache-mpm', 'lsp', '--stdio' } })
    vim.lsp.buf_attach_client(event.buf, client)
  end,
})
