using Connector.CrashVictim;

// sync [point]: one pass of the connector, which dies at that point; lease <path>: a lease on that file, held until killed; anything else: the path of a database file to work on until killed.
if (args is ["sync", ..]) return await SyncUntilKilled.RunAsync(args.Length > 1 ? args[1] : null);
if (args is ["lease", var file]) await HeldLease.RunAsync(file);
else await StoreWork.RunAsync(args[0]);
return 0;
