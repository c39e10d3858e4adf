/**
 * Takes the place of what KubeConfig of @kubernetes/client-node brings along and nobody asks here: API classes, agents
 * for WebSockets, and its own ways to log in, as client/src/cluster/user-credentials.ts has ours.
 */
function leftOut(): never {
  throw new Error("this part of @kubernetes/client-node is not in the bundle");
}

class NoAuthenticator {
  isAuthProvider(): boolean {
    return false;
  }

  applyAuthentication = leftOut;
}

class LeftOut {
  constructor() {
    leftOut();
  }
}

export {
  LeftOut as HttpProxyAgent,
  LeftOut as HttpsProxyAgent,
  LeftOut as ServerConfiguration,
  LeftOut as SocksProxyAgent,
  leftOut as createConfiguration,
  NoAuthenticator as AzureAuth,
  NoAuthenticator as ExecAuth,
  NoAuthenticator as FileAuth,
  NoAuthenticator as GoogleCloudPlatformAuth,
  NoAuthenticator as OpenIDConnectAuth,
};
