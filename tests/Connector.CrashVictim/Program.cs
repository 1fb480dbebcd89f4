using Connector.CrashVictim;

// sync [point]: one pass of the connector, which dies at that point; anything else: the path of a database file to work on until killed.
if (args is ["sync", ..]) return await SyncUntilKilled.RunAsync(args.Length > 1 ? args[1] : null);
await StoreWork.RunAsync(args[0]);
return 0;
