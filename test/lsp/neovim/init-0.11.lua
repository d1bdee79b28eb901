vim.lsp.config('apache_mpm', {
  cmd = { 'apache-mpm', 'lsp', '--stdio' },
  filetypes = { 'apache' },
  root_markers = { 'apache2.conf', 'httpd.conf', '.git' },
})
vim.lsp.enable('apache_mpm')
