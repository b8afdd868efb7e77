// A stand-in for Pulse's client package that speaks the protocol of the real server: what the generated React
// Router app and the marked functions import. README.md says where it is simpler than the original.

import { createContext, createElement, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useLocation, useParams } from "react-router";
import { PulseConnection } from "./connection.js";
import { Renderer, applyOperations } from "./vdom.js";

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
  const [status, setStatus] = useState("connecting");
  const connection = useMemo(() => new PulseConnection(config.serverAddress, directives), [config.serverAddress]);
  useEffect(() => connection.setDirectives(directives), [connection, directives]);
  useEffect(() => {
    const off = connection.onStatus(setStatus);
    connection.connect();
    return () => {
      off();
      connection.disconnect();
    };
  }, [connection]);
  const shown = status === "reconnecting" ? "Reconnecting..." : status;
  return createElement(
    Connection.Provider,
    { value: connection },
    createElement(Prerender.Provider, { value: prerender }, children),
    createElement("output", { id: "pulse-status", hidden: status === "connected" }, shown),
  );
}

export function PulseView({ path, registry }) {
  const connection = usePulseClient();
  const { vdom } = useContext(Prerender).views[path];
  const [tree, setTree] = useState(vdom);
  const [error, setError] = useState(null);
  const routeInfo = useRef(null);
  const location = useLocation();
  const params = useParams();
  routeInfo.current = describeRoute(location, params);

  const renderer = useMemo(
    () => new Renderer(registry, (callback, args) => connection.send({ type: "callback", path, callback, args })),
    [connection, path, registry],
  );

  useEffect(
    () => connection.attach(path, { routeInfo: () => routeInfo.current, receive }),
    [connection, renderer, path],
  );
  useEffect(() => {
    connection.send({ type: "update", path, routeInfo: routeInfo.current });
  }, [connection, path, location.pathname, location.search, location.hash]);

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
    if (message.type === "vdom_update") setTree((current) => applyOperations(current, message.ops));
  }

  if (error) return createElement("pre", { id: "pulse-error" }, `${error.phase}: ${error.stack ?? error.message}`);
  return renderer.render(tree);
}

/** `null` at the first render, the bridge after an effect ran. */
export function usePulseChannel(id) {
  const connection = usePulseClient();
  const [bridge, setBridge] = useState(null);
  useEffect(() => {
    if (!id) throw new Error("usePulseChannel wants the id of a channel");
    const held = connection.acquire(id);
    setBridge(held.bridge);
    return () => {
      setBridge((current) => (current === held.bridge ? null : current));
      held.release();
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
    return { result: null, error: error instanceof Error ? error.message : String(error) };
  }
}
