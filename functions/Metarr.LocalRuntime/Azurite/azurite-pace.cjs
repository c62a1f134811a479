// Keeps Azurite 3.35.0 quick when a table holds a hundred thousand entities. Without this,
//   - a query of one partition looks at every entity of the table,
//   - replacing an entity moves every entity behind it,
//   - and every five seconds the whole database is written as one text, however long that takes.
// Nothing changes in what the services answer.
"use strict";

const SHORTEST_PAUSE_MS = 1000;
// Saving stops everything else, so at most one part in so many of the time is given to it.
const PAUSE_PER_COST = 25;

/** The partition that a filter begins with, when all else that it says is joined to that by "and" or stands in parentheses. */
function partitionBefore(filter, words) {
  const match = /^PartitionKey eq '((?:[^']|'')*)' and /.exec(filter);
  if (match === null) return undefined;
  let outside = words;
  for (let inner = ""; inner !== outside; ) [inner, outside] = [outside, outside.replace(/\([^()]*\)/g, "")];
  return /\b(or|not)\b|[()]/i.test(outside) ? undefined : match[1].replace(/''/g, "'");
}

/** The partition that a filter demands, or undefined when entities of several partitions can match. */
function partitionOf(filter) {
  if (typeof filter !== "string") return undefined;
  const words = filter.replace(/'(?:[^']|'')*'/g, "''");
  if (/\b(or|not)\b/i.test(words)) return partitionBefore(filter, words);
  const match = /\bPartitionKey eq '((?:[^']|'')*)'/.exec(filter);
  // A match within a quoted value is none.
  if (match === null || !/\bPartitionKey eq ''/.test(words)) return undefined;
  if (filter.slice(0, match.index).split("'").length % 2 === 0) return undefined;
  return match[1].replace(/''/g, "'");
}

/** A store that reaches a table's entities through what `view` makes of their collection, and is the store in all else. */
function through(store, view) {
  const getEntityCollection = (account, table, context) => view(store.getEntityCollection(account, table, context));
  return Object.create(store, { getEntityCollection: { value: getEntityCollection } });
}

/** A collection that puts a replaced entity where the old one was: its keys, and with them all indices, stay as they are. */
function inPlace(collection) {
  let replaced;
  const replace = (old, entity) => {
    const position = collection.get(old.$loki, true)[1];
    collection.data[position] = Object.assign(entity, { $loki: old.$loki, meta: old.meta });
    collection.dirty = true;
    return entity;
  };
  return {
    findOne: (query) => collection.findOne(query),
    remove: (entity) => (replaced = entity),
    insert: (entity) => (replaced ? replace(replaced, entity) : collection.insert(entity)),
    update: (entity) => replace(entity, entity),
  };
}

/** Makes queries of one partition and replacements of entities take time by the size of the partition. */
function quickenTables(store) {
  const { queryTableEntities, insertOrUpdateTableEntity, insertOrMergeTableEntity } = store;
  store.queryTableEntities = (context, account, table, options, ...rest) => {
    const partition = partitionOf(options.filter);
    const narrowed = (collection) => ({ chain: () => collection.chain().find({ PartitionKey: partition }) });
    const view = partition === undefined ? store : through(store, narrowed);
    return queryTableEntities.call(view, context, account, table, options, ...rest);
  };
  store.insertOrUpdateTableEntity = (...rest) => insertOrUpdateTableEntity.apply(through(store, inPlace), rest);
  store.insertOrMergeTableEntity = (...rest) => insertOrMergeTableEntity.apply(through(store, inPlace), rest);
}

/** Saves a changed database often while that is cheap, and the more seldom the longer it takes. */
function saveInProportion(database) {
  database.autosaveDisable();
  const save = () => {
    const began = Date.now();
    try {
      if (database.autosaveDirty()) database.saveDatabase(tell);
    } catch (error) {
      // A text has at most 512 MB in Node, and the services go on from memory; the log says what is at stake.
      tell(error);
    }
    setTimeout(save, Math.max(SHORTEST_PAUSE_MS, PAUSE_PER_COST * (Date.now() - began))).unref();
  };
  const tell = (error) => error && console.error(`Its data could not be saved: ${error.message}`);
  save();
}

module.exports = { partitionOf, quickenTables, saveInProportion };
