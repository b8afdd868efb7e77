// A stand-in for Pulse's client package that speaks the protocol of the real server: what the generated React
// Router app and the marked functions import. README.md says where it is simpler than the original.

import { createContext, createElement, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useLocation, useNavigate, useParams } from "react-router";
import { PulseConnection } from "./connection.js";
import { Status } from "./status.js";
import { Renderer } from "./vdom.js";

export { ChannelBridge, PulseChannelResetError } from "./channel.js";
export { deserialize, serialize } from "./serializer.js";

const Connection = createContext(null);
const Prerender = createContext(null);
const useBrowserLayoutEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

export function usePulseClient() {
  const connection = useContext(Connection);
  if (!connection) throw new Error("there is no PulseProvider above");
  return connection;
}

export function PulseProvider({ config, prerender, children }) {
  const { directives } = prerender;
  const navigate = useNavigate();
  const [status, setStatus] = useState("ok");
  const connection = useMemo(
    () => new PulseConnection(config, directives, navigate),
    [config.serverAddress, config.connectionStatus, navigate],
  );
  useEffect(() => connection.setDirectives(directives), [connection, directives]);
  useEffect(() => {
    const off = connection.status.subscribe(setStatus);
    connection.connect();
    return () => {
      off();
      connection.disconnect();
    };
  }, [connection]);
  useEffect(() => {
    const look = () => connection.setHidden(document.visibilityState === "hidden");
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [connection]);
  const word = Status.word(status);
  return createElement(
    Connection.Provider,
    { value: connection },
    word && createElement("div", { style: { position: "fixed", bottom: "20px", right: "20px" } }, word),
    createElement(Prerender.Provider, { value: prerender }, children),
  );
}

export function PulseView({ path, registry }) {
  const connection = usePulseClient();
  const { vdom } = useContext(Prerender).views[path];
  const [tree, setTree] = useState(vdom);
  const [error, setError] = useState(null);
  const location = useLocation();
  const params = useParams();
  const routeInfo = useMemo(
    () => describeRoute(location, params),
    [location.pathname, location.search, location.hash, JSON.stringify(params)],
  );
  const renderer = useMemo(
    () => new Renderer(registry, (callback, args) => connection.call(path, callback, args)),
    [connection, path, registry],
  );

  useEffect(() => {
    connection.attach(path, { routeInfo, receive });
    return () => connection.detach(path);
  }, [connection, renderer, path]);
  useEffect(() => connection.updateRoute(path, routeInfo), [connection, path, routeInfo]);

  // A navigation renders the page on the server again and gives the same view another tree.
  const first = useRef(vdom);
  useBrowserLayoutEffect(() => {
    if (first.current === vdom) return;
    first.current = vdom;
    setTree(vdom);
  }, [vdom]);

  function receive(message) {
    if (message.type === "js_exec") {
      connection.send({ type: "js_result", id: message.id, ...attempt(() => renderer.evaluate(message.expr)) });
      return;
    }
    setError(message.type === "server_error" ? message.error : null);
    if (message.type === "vdom_init") setTree(message.vdom);
    if (message.type === "vdom_update") setTree((current) => renderer.apply(current, message.ops));
  }

  if (error) return createElement("pre", null, `Server Error during ${error.phase}\n${error.stack ?? error.message}`);
  return renderer.render(tree);
}

/** `null` at the first render, the bridge after an effect ran. */
export function usePulseChannel(id) {
  const connection = usePulseClient();
  const [bridge, setBridge] = useState(null);
  useEffect(() => {
    if (!id) throw new Error("usePulseChannel wants the id of a channel");
    const held = connection.acquire(id);
    setBridge(held);
    return () => {
      setBridge((current) => (current === held ? null : current));
      connection.release(id);
    };
  }, [connection, id]);
  return bridge;
}

/** Every generated route imports it, whether or not the app has forms. */
export function PulseForm(props) {
  return createElement("form", props);
}

/** For the loader of the generated layout. */
export function extractServerRouteInfo({ request, params }) {
  return describeRoute(new URL(request.url), params);
}

function describeRoute({ pathname, search, hash }, { "*": rest = "", ...pathParams }) {
  return {
    pathname,
    hash: hash.replace(/^#/, ""),
    query: search.replace(/^\?/, ""),
    queryParams: Object.fromEntries(new URLSearchParams(search)),
    pathParams,
    catchall: rest ? rest.split("/") : [],
  };
}

function attempt(action) {
  try {
    return { result: action(), error: null };
  } catch (error) {
    return { result: undefined, error: error instanceof Error ? error.message : String(error) };
  }
}
