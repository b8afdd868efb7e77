-- An hour with Neovim in some seconds: what a person does in an app, and what the buffers and their diagnostics are after
-- each step, written as JSON. `tests/suite/lsp/neovim.rs` starts it and says what must come out.
--
--     PULSEC_BIN=… PULSEC_LOG=… nvim --headless -u NONE -i NONE -n -c "luafile session.lua"

local PATIENCE = 60000
local steps = {}
local client

local function buffer(name)
  vim.cmd("edit " .. name)
  local number = vim.api.nvim_get_current_buf()
  if not vim.lsp.buf_is_attached(number, client) then
    vim.lsp.buf_attach_client(number, client)
  end
  return number
end

local function text(number)
  return table.concat(vim.api.nvim_buf_get_lines(number, 0, -1, false), "\n") .. "\n"
end

local function codes(number)
  local found = {}
  for _, it in ipairs(vim.diagnostic.get(number)) do
    local code = it.code or it.user_data.lsp.code
    local line = vim.api.nvim_buf_get_lines(number, it.lnum, it.lnum + 1, false)[1]
    local under = it.lnum == it.end_lnum and line:sub(it.col + 1, it.end_col) or "…"
    table.insert(found, code .. " " .. under)
  end
  table.sort(found)
  return found
end

-- Waits until the diagnostics of a buffer are these, and notes how it is.
local function step(name, number, wanted)
  local joined = table.concat(wanted, "; ")
  vim.wait(PATIENCE, function() return table.concat(codes(number), "; ") == joined end, 10)
  table.insert(steps, { name = name, text = text(number), codes = table.concat(codes(number), "; ") })
end

-- Puts the cursor on the first character of a text.
local function go(needle)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search("\\V" .. vim.fn.escape(needle, "\\"), "c") > 0, needle)
end

local function keys(typed)
  local codes = vim.api.nvim_replace_termcodes(typed, true, false, true)
  vim.api.nvim_feedkeys(codes, "tx", false)
end

local function ask(number, method, params)
  local answers, failed = vim.lsp.buf_request_sync(number, method, params, PATIENCE)
  assert(answers, failed)
  return answers[client]
end

local function apply(edit)
  vim.lsp.util.apply_workspace_edit(edit, vim.lsp.get_client_by_id(client).offset_encoding)
end

local function action(number, title)
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  for _, it in ipairs(ask(number, "textDocument/codeAction", params).result) do
    if it.title == title then
      if not it.edit then
        it = ask(number, "codeAction/resolve", it).result
      end
      return apply(it.edit)
    end
  end
  error("there is no action " .. title)
end

local function session()
  vim.o.expandtab = true
  client = vim.lsp.start_client({
    name = "pulsec",
    cmd = { vim.env.PULSEC_BIN, "lsp" },
    root_dir = vim.fn.getcwd(),
  })
  local server = buffer("server.py")
  local app = buffer("client.py")

  go("count + 1")
  keys("cwcuont<Esc>")
  step("a word is misspelt", app, { "PSC201 cuont" })
  keys("u")
  step("and mended", app, {})

  -- Behind a character outside of the BMP, on its line.
  go("name})")
  keys("cwnmae<Esc>")
  step("behind an emoji", app, { "PSC201 nmae" })
  keys("u")
  step("taken back", app, {})

  go("return ps.div")
  keys("Oif count > (<Esc>")
  step("half a condition", app, { "PSC101 (" })
  keys("dd")
  step("without it", app, {})

  go("def send")
  keys("o    console.log(1)<Esc>")
  step("a name of the browser", app, { "PSC202 console" })
  go("console.log")
  action(app, "Add the import")
  step("imported", app, {})

  go("console.log")
  keys("odocument.title = name<Esc>")
  step("another", app, { "PSC202 document" })
  go("document.title")
  action(app, "Ignore PSC202 on this line")
  step("ignored", app, {})
  keys("dd")
  step("not there any more", app, {})

  go("console.log")
  keys("owindow.alert(console)<Esc>")
  step("a third", app, { "PSC202 window" })
  action(app, "Fix all that is sure (pulsec)")
  step("all fixed", app, {})

  go('"send"')
  keys("l")
  local params = vim.lsp.util.make_position_params()
  params.newName = "chat:send"
  apply(ask(app, "textDocument/rename", params).result)
  step("an event is renamed", app, {})
  step("at its other end", server, {})

  vim.api.nvim_set_current_buf(server)
  go('"chat:send"')
  keys("lciwother<Esc>")
  step("one end only", app, { 'PSC604 "chat:send"' })
  keys("u")
  step("both again", app, {})

  vim.api.nvim_set_current_buf(app)
  go("Avatar(name")
  local found = ask(app, "textDocument/definition", vim.lsp.util.make_position_params()).result[1]
  local name = vim.fn.fnamemodify(vim.uri_to_fname(found.uri), ":t")
  table.insert(steps, { name = "defined", text = name .. ":" .. found.range.start.line + 1, codes = "" })
  vim.cmd("wall")
  vim.lsp.stop_client(client)
end

local ok, failed = pcall(session)
if not ok then
  table.insert(steps, { name = "failed", text = tostring(failed), codes = "" })
end
vim.fn.writefile({ vim.fn.json_encode(steps) }, vim.env.PULSEC_LOG)
vim.cmd("qall!")
