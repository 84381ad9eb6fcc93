/**
 * The floor: bare Express 5 routes that do one driver call each with `w: majority`, on the same MongoDB as the product. Prints one line of
 * JSON when it listens: its port, and the process id of the MongoDB.
 */
import express from 'express';
import mongoose from 'mongoose';

const client = await new mongoose.mongo.MongoClient(process.argv[2] ?? '', { writeConcern: { w: 'majority' } }).connect();
const users = client.db('floor').collection('users');
const memberships = client.db('floor').collection('memberships');
await users.createIndex({ userName: 1 }, { unique: true });

const app = express();
app.use(express.json({ type: ['application/json', 'application/scim+json'], limit: '16mb' }));
app.post('/users', async (req, res) => {
  await users.insertOne({ ...req.body });
  res.status(201).json(req.body);
});
app.get('/users/:userName', async (req, res) => {
  res.json(await users.findOne({ userName: req.params.userName }));
});
app.patch('/users/:userName', async (req, res) => {
  await users.updateOne({ userName: req.params.userName }, { $set: req.body });
  res.status(204).end();
});
/** A page from a known place: what is left of paging when nobody has to count to the place. */
app.get('/pages/:from/:count', async (req, res) => {
  const page = users.find({ userName: { $gte: req.params.from } }).sort({ userName: 1 });
  res.json(await page.limit(Number(req.params.count)).toArray());
});
app.post('/memberships', async (req, res) => {
  await memberships.insertOne({ ...req.body });
  res.status(201).json(req.body);
});
app.post('/memberships/many', async (req, res) => {
  await memberships.insertMany(req.body, { ordered: false });
  res.status(201).json({ count: req.body.length });
});

const { pid } = await client.db('admin').command({ serverStatus: 1 });
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === 'object' && address ? address.port : 0, mongodPid: Number(pid) }));
});
