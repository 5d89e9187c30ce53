"""The cellar: the workspace's folder, held files, the query engine and all SQL, cubes, runs."""
